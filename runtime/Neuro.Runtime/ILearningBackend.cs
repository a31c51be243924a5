using Neuro.Ir;

namespace Neuro.Runtime;

/// <summary>A backend that runs learning rules.</summary>
public interface ILearningBackend : IBackend
{
    /// <summary>
    /// Prepares <paramref name="program"/>, which must have passed the verifier, and returns a session that learns, at tick 0 of
    /// its first sample, with slot i drawing random stream i. Every slot has weights of its own.
    /// </summary>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    ILearningSession OpenLearning(SpikeProgram program, SessionOptions options);
}
