@org.jspecify.annotations.NullMarked
package org.huale.acquire.learned;
