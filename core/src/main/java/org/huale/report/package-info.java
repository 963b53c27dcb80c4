/** Results for people: tables, CSV files and pictures. */
@NullMarked
package org.huale.report;

import org.jspecify.annotations.NullMarked;
