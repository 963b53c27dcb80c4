/**
 * Options as trees of records: read from YAML or JSON and from {@code key=value} words, with every mistake told at once;
 * written as JSON; compared key by key. A <b>key</b> is the path to a component, {@code training.sgd.momentum}.
 */
@NullMarked
package org.huale.config;

import org.jspecify.annotations.NullMarked;
