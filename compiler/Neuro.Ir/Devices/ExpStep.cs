namespace Neuro.Ir.Devices;

/// <summary>
/// Steps that change exponentially with the state: with z = 2·a·w/(b_max − b_min) + b, up Δ⁺·max(1 − A⁺·e^(γ⁺z), 0), down
/// Δ⁻·max(1 − A⁻·e^(−γ⁻z), 0). The deviation of a step d is s·(|d| + dw_min_std_add + dw_min_std_slope·|w|)·ξ.
/// Source: Gong et al., Nat. Commun. 9:2102 (2018); IBM/aihwkit, ExpStepDevice.
/// </summary>
public sealed record ExpStep : StepModel
{
    /// <summary>a: scale of the state.</summary>
    public double A { get; init; } = 0.244;

    /// <summary>b: offset of the state.</summary>
    public double B { get; init; } = 0.2425;

    /// <summary>γ⁺.</summary>
    public double GammaUp { get; init; } = 12.44625;

    /// <summary>γ⁻.</summary>
    public double GammaDown { get; init; } = 12.78785;

    /// <summary>A⁺.</summary>
    public double AUp { get; init; } = 0.00081;

    /// <summary>A⁻.</summary>
    public double ADown { get; init; } = 0.36833;

    /// <summary>Deviation that every step has, absolute, before the factor s.</summary>
    public double DwMinStdAdd { get; init; }

    /// <summary>Deviation that grows with the state, before the factor s.</summary>
    public double DwMinStdSlope { get; init; }
}
