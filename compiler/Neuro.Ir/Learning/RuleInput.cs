namespace Neuro.Ir.Learning;

/// <summary>Where a parameter of a rule is read.</summary>
/// <param name="Kind">What is read.</param>
/// <param name="Value">For <see cref="RuleInputKind.Constant"/>: a scalar, or an array with one element per synapse.</param>
/// <param name="Population">For <see cref="RuleInputKind.Modulator"/>: the population.</param>
/// <param name="Name">The state (of the source, the target or the modulator's population), or the gathered vector.</param>
public sealed record RuleInput(RuleInputKind Kind, IrValue Value = default, string? Population = null, string? Name = null);
