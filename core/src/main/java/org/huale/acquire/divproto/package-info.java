/** DivProto: uncertain images with different prototypes of classes, some of them of rare classes. */
@NullMarked
package org.huale.acquire.divproto;

import org.jspecify.annotations.NullMarked;
