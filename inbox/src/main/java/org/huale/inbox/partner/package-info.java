/** What all programs have in common in which people annotate and which are asked by HTTP: calls, tokens, outages, and how finished work comes in. */
@NullMarked
package org.huale.inbox.partner;

import org.jspecify.annotations.NullMarked;
