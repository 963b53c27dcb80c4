/**
 * What all formats of data sets need to read and write files: paths that stay in their folder, bounds on what is believed,
 * findings with their places, walks through JSON and XML.
 */
@NullMarked
package org.huale.dataset.file;

import org.jspecify.annotations.NullMarked;
