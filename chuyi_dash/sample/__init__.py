"""The sample: invented schools, projects, money and answers.

They show how the screens read when facts have come in.
"""

from chuyi_dash.sample.generating import generate
from chuyi_dash.sample.parameters import read_parameters
from chuyi_dash.sample.places import DivisionRow

__all__ = ["DivisionRow", "generate", "read_parameters"]
