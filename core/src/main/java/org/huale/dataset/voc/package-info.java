/** The format of the PASCAL Visual Object Classes challenges: an XML file beside each image. */
@NullMarked
package org.huale.dataset.voc;

import org.jspecify.annotations.NullMarked;
