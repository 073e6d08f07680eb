"""All that a screen says in a browser, tooltips and assistive texts included."""

from __future__ import annotations

import re

from playwright.sync_api import Page

ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
STREAMLITS_OWN = {"Skip to main content", "Copy to clipboard"}  # no parameter names them
SAID = """() => {
    const said = new Set();
    const look = node => {
        if (node.nodeType === Node.TEXT_NODE) said.add(node.textContent.trim());
        if (node.nodeType !== Node.ELEMENT_NODE || ['SCRIPT', 'STYLE'].includes(node.tagName)) return;
        if ((node.lang || '').startsWith('zh') || node.matches('[class*="st-key-language_"]')) return;
        if (node.matches('[data-testid="stElementToolbar"]')) return;  // never shown, see style.css
        for (const name of ['aria-label', 'title', 'alt', 'placeholder']) said.add(node.getAttribute(name) || '');
        if (node.tagName === 'INPUT' || node.tagName === 'TEXTAREA') said.add(node.value);
        for (const child of [...(node.shadowRoot?.childNodes || []), ...node.childNodes]) look(child);
    };
    look(document.querySelector('.stApp'));
    return [document.title, ...said].filter(Boolean);
}"""


def english_sentences(page: Page) -> list[str]:
    """List texts of three and more English words that a Chinese screen should not show.

    Each is cut after 160 characters.
    """
    said = [text for text in page.evaluate(SAID) if text not in STREAMLITS_OWN]
    return [text[:160] for text in said if ENGLISH_SENTENCE.search(text)]
