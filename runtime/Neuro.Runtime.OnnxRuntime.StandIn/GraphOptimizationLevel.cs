namespace Microsoft.ML.OnnxRuntime;

/// <summary>How much of a graph the runtime may rewrite before it runs it.</summary>
public enum GraphOptimizationLevel
{
    /// <summary>Nothing: every node is computed as it stands.</summary>
    ORT_DISABLE_ALL = 0,

    /// <summary>What leaves the values as they are.</summary>
    ORT_ENABLE_BASIC = 1,

    /// <summary>Fusions as well.</summary>
    ORT_ENABLE_EXTENDED = 2,

    /// <summary>Everything, layouts included.</summary>
    ORT_ENABLE_ALL = 99,
}
