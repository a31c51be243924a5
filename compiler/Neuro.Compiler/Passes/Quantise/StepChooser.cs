namespace Neuro.Compiler.Passes;

/// <summary>How the step between neighbouring weight codes is chosen.</summary>
public enum StepChooser
{
    /// <summary>The step with the smallest mean squared error, found by search; it clips a weight where that pays.</summary>
    MeanSquaredError,

    /// <summary>The smallest step that clips no weight.</summary>
    Max,

    /// <summary>The smallest step that clips no more than a given share of the weights.</summary>
    Percentile,
}
