namespace Neuro.Ir.Targets;

/// <summary>Which scales weight codes may have.</summary>
public enum ScaleKind
{
    /// <summary>Steps of any size; projections that meet in a neuron agree through small integer multipliers.</summary>
    Integer,

    /// <summary>Steps that are powers of two; projections that meet in a neuron agree through shifts.</summary>
    PowerOfTwo,
}
