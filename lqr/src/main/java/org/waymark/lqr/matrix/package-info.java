/**
 * Small dense kernels on row-major {@code double[]}, for inner loops: they allocate nothing and check what EJML does not (a Cholesky
 * factorisation of NaN fails here).
 */
package org.waymark.lqr.matrix;
