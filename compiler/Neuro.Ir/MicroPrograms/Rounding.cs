namespace Neuro.Ir;

/// <summary>How a value that lies between two integers becomes one. Named at every operation that rounds.</summary>
public enum Rounding
{
    /// <summary>Toward minus infinity (an arithmetic shift).</summary>
    Floor,

    /// <summary>Toward zero.</summary>
    TowardZero,

    /// <summary>To the nearest, halves away from zero.</summary>
    Nearest,

    /// <summary>To the nearest, halves to the even neighbour.</summary>
    NearestEven,

    /// <summary>Up with a probability equal to the fraction dropped, by one draw of the counter-based generator.</summary>
    Stochastic,
}
