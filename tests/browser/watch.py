"""What a page did that it should not."""

from dataclasses import dataclass, field


@dataclass
class Watch:
    """Console errors, and requests to anywhere else."""

    problems: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
