using System.Text.Json.Serialization;

namespace Neuro.Ir.Devices;

/// <summary>
/// A cell that pulses can only raise: it is lowered by a reset. A weight is a pair w = w⁺ − w⁻, of which positive updates
/// raise the one and negative updates the other. When the larger of the two is above <see cref="RefreshUpper"/> of its range
/// and the smaller above <see cref="RefreshLower"/>, a refresh resets both and writes the difference anew.
/// Source: IBM/aihwkit, OneSidedUnitCell; Boybat et al., Nat. Commun. 9:2514 (2018).
/// </summary>
public sealed record OneSided : PulseModel
{
    /// <summary>How a cell is raised.</summary>
    public required PulseModel Cell { get; init; }

    /// <summary>Share of w_max that the larger cell of a pair has to pass for a refresh.</summary>
    public double RefreshUpper { get; init; } = 0.75;

    /// <summary>Share of w_max that the smaller cell has to pass for a refresh.</summary>
    public double RefreshLower { get; init; } = 0.25;

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMinimum => Cell.StateMinimum;

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMaximum => Cell.StateMaximum;
}
