namespace Neuro.Ir.Crossbars;

/// <summary>How an ADC turns a current into a code.</summary>
public enum AdcKind
{
    /// <summary>The nearest code, halves away from zero; two's complement where currents have signs.</summary>
    Ideal,

    /// <summary>A sign and the nearest magnitude: codes are symmetric about zero.</summary>
    SignMagnitude,

    /// <summary>Successive approximation: the largest code whose threshold is not above the current.</summary>
    Sar,
}
