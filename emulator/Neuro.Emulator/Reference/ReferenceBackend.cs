using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.Reference;

/// <summary>
/// The scalar interpreter that is the meaning of the spike IR: SEMANTICS.md executed sentence by sentence, one event and one
/// neuron at a time. It is written to be read; other backends are measured against it.
/// </summary>
public sealed class ReferenceBackend : ILearningBackend
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public string Description => "scalar reference interpreter, one thread";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    public ISession Open(SpikeProgram program, SessionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        SessionChecks.Fabricated(program);
        return new ReferenceSession(program, InferenceProgram.Of(program), options.BatchSize);
    }

    /// <inheritdoc/>
    public ILearningSession OpenLearning(SpikeProgram program, SessionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        SessionChecks.Fabricated(program);
        return new ReferenceLearningSession(program, options.BatchSize);
    }
}
