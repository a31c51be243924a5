using Neuro.Ir;

namespace Neuro.Runtime;

/// <summary>
/// Something that executes spike IR programs. Every backend gives the same spikes, states and counters, bit for bit, for any
/// batch size and thread count; the reference interpreter is the measure.
/// </summary>
public interface IBackend
{
    /// <summary>The name on the command line: "reference", "cpu", ….</summary>
    string Name { get; }

    /// <summary>What executes, for people: instruction set, device, driver.</summary>
    string Description { get; }

    /// <summary>
    /// Prepares <paramref name="program"/>, which must have passed the verifier, and returns a session at tick 0 in its initial
    /// state, with slot i drawing random stream i.
    /// </summary>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    ISession Open(SpikeProgram program, SessionOptions options);
}
