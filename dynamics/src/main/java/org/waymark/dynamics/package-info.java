/** Placeholder. */
package org.waymark.dynamics;
