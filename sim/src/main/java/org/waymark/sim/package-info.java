/** Placeholder. */
package org.waymark.sim;
