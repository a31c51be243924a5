using System.Collections.Immutable;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests;

/// <summary>One neuron of a micro-program, fed with integers and observed each tick.</summary>
internal static class FixedPointNeuron
{
    /// <summary>Runs <paramref name="neuron"/> on <paramref name="drive"/>, one integer a tick; payloads and
    /// the states asked for, by tick.</summary>
    public static (int[] Payloads, Dictionary<string, int[]> States) Run(
        MicroProgram neuron, IReadOnlyDictionary<string, int> parameters, int[] drive)
    {
        SpikeProgram program = new()
        {
            Name = "one",
            TimeStep = new Rational(1, 1000),
            Neurons = [neuron],
            Populations =
            [
                new Population { Name = "in", Shape = [1], PayloadMinimum = drive.Min(), PayloadMaximum = drive.Max() },
                new Population
                {
                    Name = "out",
                    Shape = [1],
                    Neuron = neuron.Name,
                    Phase = 1,
                    Parameters = parameters.ToImmutableSortedDictionary(p => p.Key, p => (IrValue)p.Value),
                },
            ],
            Projections =
            [
                new Projection
                {
                    Name = "p",
                    Source = "in",
                    Target = "out",
                    Port = "in",
                    Connectivity = new OneToOne(),
                    Weight = 1,
                },
            ],
            Outputs = ["out"],
        };
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        RecordingOptions options = new() { Spikes = ["out"], States = [.. neuron.States.Select(s => ("out", s.Name))] };
        Recording recording = new(program, options, 1);
        session.Run(new InputBatch("in", [SpikeTrain.FromDense(drive, drive.Length, 1)]), drive.Length, recording);
        return (recording.Spikes("out", 0).ToDense(),
            neuron.States.ToDictionary(s => s.Name, s => recording.States("out", s.Name, 0).ToArray()));
    }
}
