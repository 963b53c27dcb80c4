/** What annotators' work tells: what it cost, how well they agree, how far guesses can be believed. */
@NullMarked
package org.huale.inbox.cost;

import org.jspecify.annotations.NullMarked;
