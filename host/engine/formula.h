/* Formulas: what KaTeX, MathJax, Temml, MediaWiki and their like render several times over,
 * for eyes, for screen readers and as source, is one formula. */
#ifndef CLEANCOPY_ENGINE_FORMULA_H
#define CLEANCOPY_ENGINE_FORMULA_H

#include "engine/page.h"

/* Everything that wraps a formula becomes a math element with its source in TeX as alttext,
 * where the page has it; of what it holds the MathML alone is printed. A formula of which
 * there is no MathML becomes one that shows its source. Needs habit_sweep. */
void formula_mend(struct page *page);

#endif
