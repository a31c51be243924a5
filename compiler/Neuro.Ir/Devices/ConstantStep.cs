namespace Neuro.Ir.Devices;

/// <summary>
/// Steps that do not depend on the state: up Δ⁺(1 + sξ), down Δ⁻(1 + sξ), s = dw_min_std.
/// Source: Gokmen and Vlasov, Front. Neurosci. 10:333 (2016).
/// </summary>
public sealed record ConstantStep : StepModel;
