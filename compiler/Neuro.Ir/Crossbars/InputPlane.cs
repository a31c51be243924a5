namespace Neuro.Ir.Crossbars;

/// <summary>
/// One drive of the rows: what a payload p puts on its row, and what the result is worth. Without <see cref="Digit"/>, x = p /
/// 2^shift to the nearest, halves away from zero, clamped to minimum … maximum. With it, x = (p >> shift) and maximum (arithmetic
/// shift, bitwise and), where maximum is 2^bits − 1.
/// </summary>
/// <param name="Digit">Whether x is a digit of p.</param>
/// <param name="Shift">Right shift, 0 to 31.</param>
/// <param name="Minimum">Smallest x, −255 to 0.</param>
/// <param name="Maximum">Largest x, 1 to 255.</param>
/// <param name="Weight">What the plane's codes are multiplied with: ±2^shift.</param>
public sealed record InputPlane(bool Digit, int Shift, int Minimum, int Maximum, long Weight);
