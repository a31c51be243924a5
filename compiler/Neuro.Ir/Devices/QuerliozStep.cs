using System.Text.Json.Serialization;

namespace Neuro.Ir.Devices;

/// <summary>
/// The steps of simplified memristive STDP: up α₊·e^(−β₊·(w − w_min)/(w_max − w_min)), down
/// α₋·e^(−β₋·(w_max − w)/(w_max − w_min)), clipped to the bounds. Of one device, each α is multiplied by |1 + alpha_dtod·ξ|
/// and each bound by |1 + bound_dtod·ξ|.
/// Source: Querlioz, Bichler, Dollfus and Gamrat, IEEE Trans. Nanotechnol. 12:288 (2013); CEA-LIST/N2D2.
/// </summary>
public sealed record QuerliozStep : PulseModel
{
    /// <summary>α₊.</summary>
    public required double AlphaPlus { get; init; }

    /// <summary>α₋.</summary>
    public required double AlphaMinus { get; init; }

    /// <summary>β₊.</summary>
    public double BetaPlus { get; init; } = 3;

    /// <summary>β₋.</summary>
    public double BetaMinus { get; init; } = 3;

    /// <summary>w_min.</summary>
    public double WMin { get; init; } = 0.0001;

    /// <summary>w_max.</summary>
    public double WMax { get; init; } = 1;

    /// <summary>Device-to-device spread of the steps, relative.</summary>
    public double AlphaDtod { get; init; }

    /// <summary>Device-to-device spread of the bounds, relative.</summary>
    public double BoundDtod { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMinimum => WMin;

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMaximum => WMax;
}
