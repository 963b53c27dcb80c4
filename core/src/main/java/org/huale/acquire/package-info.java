/**
 * Which images to have annotated next. A strategy gives each image a score, higher is more wanted, asks for predictions
 * stage by stage, and explains itself. <b>B</b> is the budget, <b>P</b> the number of candidates that a first stage keeps.
 */
@NullMarked
package org.huale.acquire;

import org.jspecify.annotations.NullMarked;
