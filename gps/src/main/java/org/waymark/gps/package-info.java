/** Placeholder. */
package org.waymark.gps;
