/**
 * Images whose objects stand for those of many others: coverage of objects by class on features that are never trained, and
 * bounds that know the true objects.
 */
@NullMarked
package org.huale.acquire.objects;

import org.jspecify.annotations.NullMarked;
