using Neuro.Ir.Templates;

namespace Neuro.Compiler.Passes;

/// <summary>How a conventional network is converted.</summary>
public sealed record ConversionOptions
{
    /// <summary>The conversion.</summary>
    public ConversionMethod Method { get; init; }

    /// <summary>Rate: ticks that a sample is presented for.</summary>
    public int Ticks { get; init; } = 64;

    /// <summary>
    /// Rate: a threshold is this percentile of the layer's non-zero activations on the calibration data; 100 is their maximum.
    /// </summary>
    public double Percentile { get; init; } = 99.9;

    /// <summary>Rate: whether each channel has a threshold of its own.</summary>
    public bool PerChannel { get; init; }

    /// <summary>Integer: how numbers become events.</summary>
    public SpikeCode Code { get; init; }

    /// <summary>Integer: bits of activations that the model does not quantise itself.</summary>
    public int ActivationBits { get; init; } = 8;
}
