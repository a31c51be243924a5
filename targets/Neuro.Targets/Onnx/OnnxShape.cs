namespace Neuro.Targets.Onnx;

/// <summary>What one call of an exported model computes.</summary>
public enum OnnxShape
{
    /// <summary>One tick: events and states in, events and states out, so that any runtime can stream it.</summary>
    Step,

    /// <summary>Any number of ticks, by a Scan.</summary>
    Sequence,
}
