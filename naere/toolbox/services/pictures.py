"""What is done with a tool's pictures. None is stored as it was sent."""

from __future__ import annotations

from typing import IO, Final

from django.db.models import Max

from naere.tenancy.scope import current_municipality
from naere.toolbox.models import Picture, Tool
from naere.toolbox.queries.pictures import is_in_a_guide
from naere.toolbox.services.imaging import MOST_BYTES, PictureError, draw

MOST_PICTURES: Final = 20


class TooManyPicturesError(PictureError):
    """A tool has `MOST_PICTURES` already."""


class PictureInUseError(Exception):
    """A guide shows the picture."""


def add_picture(
    tool: Tool,
    file: bytes | IO[bytes],
    alt_da: str,
    alt_en: str,
    *,
    in_gallery: bool = True,
    order: int | None = None,
) -> Picture:
    """Draw a PNG, JPEG or WebP anew and keep it, last unless `order` says otherwise.

    Raises `imaging.PictureError` for what is no such picture, too large or one too many, and
    ValidationError when it is not said in words in both languages.
    """
    drawn = draw(_read(file))
    # Locked, so that two who add at the same time get each their place.
    Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    theirs = Picture.objects.filter(tool=tool)
    if theirs.count() >= MOST_PICTURES:
        raise TooManyPicturesError
    last = theirs.aggregate(last=Max("order"))["last"]
    picture = Picture(
        municipality=current_municipality(),
        tool=tool,
        data=drawn.data,
        width=drawn.width,
        height=drawn.height,
        alt_da=alt_da.strip(),
        alt_en=alt_en.strip(),
        in_gallery=in_gallery,
        order=order if order is not None else 0 if last is None else last + 1,
    )
    picture.full_clean()
    picture.save()
    return picture


def change_picture(
    picture: Picture, *, alt_da: str, alt_en: str, in_gallery: bool, order: int
) -> None:
    """Say a picture in other words, or show it elsewhere. Its pixels never change."""
    picture.alt_da, picture.alt_en = alt_da.strip(), alt_en.strip()
    picture.in_gallery, picture.order = in_gallery, order
    picture.full_clean(exclude=["data"])
    picture.save(update_fields=["alt_da", "alt_en", "in_gallery", "order"])


def remove_picture(picture: Picture) -> None:
    """Delete a picture; raises PictureInUseError while a version of a guide shows it."""
    # Locked, so that no guide takes it up in the meantime.
    Tool.objects.select_for_update(of=("self",)).get(pk=picture.tool_id)
    if is_in_a_guide(picture):
        raise PictureInUseError
    picture.delete()


def _read(file: bytes | IO[bytes]) -> bytes:
    """Return the bytes, at most one more than is taken."""
    return file if isinstance(file, bytes) else file.read(MOST_BYTES + 1)
