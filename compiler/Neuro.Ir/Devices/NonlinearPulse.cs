using System.Text.Json.Serialization;

namespace Neuro.Ir.Devices;

/// <summary>
/// Potentiation and depression curves of a number of equal pulses:
/// <code>
/// G(P) = B·(1 − e^(−P/A)) + G_min,   B = (G_max − G_min)/(1 − e^(−P_max/A)),   P = 0 … P_max
/// </code>
/// P rises with potentiating pulses, on the curve with A of LTP, and falls with depressing ones, on the curve with A of LTD. n
/// pulses from G take it to f(f⁻¹(G) + n) + sigma_c2c·(G_max − G_min)·√|n|·ξ. A has the sign of its label NL, and with k =
/// P_max/|A|, E = 1 − e^(−k), it is the solution of 1/E − 1/k − ln(k/E)/k = 0.07·√2·|NL|; NL = 0 is a straight line.
/// Source: Chen, Peng and Yu, NeuroSim V3.0 (TCAD 37:3067, 2018; user manual, formula.cpp). The state is (G − G_min)/(G_max −
/// G_min).
/// </summary>
public sealed record NonlinearPulse : PulseModel
{
    /// <summary>Pulses from G_min to G_max.</summary>
    public required int PMax { get; init; }

    /// <summary>Pulses from G_max to G_min; 0 for as many as up.</summary>
    public int PMaxLtd { get; init; }

    /// <summary>Nonlinearity label of potentiation, −9 to 9: above 0 the first pulses from G_min are the largest.</summary>
    public required double NlLtp { get; init; }

    /// <summary>Nonlinearity label of depression, −9 to 9: below 0 the first pulses from G_max are the largest.</summary>
    public required double NlLtd { get; init; }

    /// <summary>Cycle-to-cycle deviation of a pulse, in fractions of G_max − G_min.</summary>
    public double SigmaC2c { get; init; }

    /// <summary>Device-to-device spread of both labels, absolute.</summary>
    public double SigmaD2d { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMinimum => 0;

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMaximum => 1;
}
