"""What may be read back of the kit check: how each plant had it set."""

from qitao.base.versions import Part, Record, register
from qitao.kitting.models import PlantSetting
from qitao.kitting.values import ViewKits

WORDS = {"interception": "interception", "allocation": "allocation"}

register(
    Record("kit_policy", ViewKits, (Part(PlantSetting, vocabulary=WORDS),)),
)
