namespace Neuro.Compiler.Dialects;

/// <summary>The unit in which a tool prints v. It scales v, threshold and weights alike, so that it changes no spike.</summary>
public enum VoltageUnit
{
    /// <summary>The model's own.</summary>
    Model,

    /// <summary>What one unit of input adds in one tick: the tool drops the input gain and
    /// divides the threshold by it instead.</summary>
    InputStep,

    /// <summary>The threshold: the tool normalises it to one.</summary>
    Threshold,
}
