"""Sets the language of a Word document: spelling, fonts, and for Arabic the direction of paragraphs and runs."""

from __future__ import annotations

from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from redline.ooxml.elements import element
from redline.writers.language import is_right_to_left

_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU"}
_TREATY_STYLES = ("Provision", "Continued", "Dash", "Art", "Appendix", "Annex", "Section", "Resolution", "Preamble")


def set_language(document: DocumentObject, language: str) -> None:
    """Set the language of the treaty text; the summary stays in English.

    Args:
        document: The document, its styles those of the template.
        language: BCP 47 tag.
    """
    tag = _TAGS.get(language.split("-", maxsplit=1)[0], language)
    attribute = (
        "bidi" if is_right_to_left(language) else "eastAsia" if language.startswith(("zh", "ja", "ko")) else "val"
    )
    for style in document.styles:
        if style.type is not WD_STYLE_TYPE.PARAGRAPH or not (style.style_id or "").startswith(_TREATY_STYLES):
            continue
        run_properties = style.element.get_or_add_rPr()
        if is_right_to_left(language):
            style.element.get_or_add_pPr().insert_element_before(
                element("bidi"),
                *(f"w:{n}" for n in ("adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl")),
            )
            run_properties.append(element("rtl"))
        if language != "en":
            lang = element("lang")
            lang.set(qn(f"w:{attribute}"), tag)
            run_properties.append(lang)
