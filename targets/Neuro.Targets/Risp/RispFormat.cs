using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Risp;

/// <summary>Networks of the TENNLab framework in JSON.</summary>
internal sealed class RispFormat : IBoardFormat, IBoardDecoder
{
    /// <inheritdoc/>
    public string Name => "risp";

    /// <inheritdoc/>
    public string Extension => ".json";

    /// <inheritdoc/>
    public string Description => "a network of the TENNLab framework for its processor RISP (JSON)";

    /// <inheritdoc/>
    public bool Claims(string path) => RispReader.Claims(path);

    /// <inheritdoc/>
    public ImmutableArray<Diagnostic> Write(SpikeProgram program, TargetProfile? target, string path)
    {
        List<Diagnostic> warnings = [];
        RispWriter.Write(RispEncoder.Encode(program, warnings), path);
        return [.. warnings];
    }

    /// <inheritdoc/>
    public SpikeProgram Decode(string path)
    {
        SpikeProgram program = RispDecoder.Decode(RispReader.Read(path));
        ProgramVerifier.ThrowIfInvalid(program);
        return program;
    }

    /// <inheritdoc/>
    public string Describe(string path)
    {
        RispNetwork network = RispReader.Read(path);
        RispParameters p = network.Parameters;
        SpikeProgram program = RispDecoder.Decode(network);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{network.Name}: {network.Nodes.Length} neurons, ")
            .Append(CultureInfo.InvariantCulture, $"{network.Edges.Length} edges, ")
            .Append(CultureInfo.InvariantCulture, $"inputs {string.Join(' ', network.Inputs)}, ")
            .Append(CultureInfo.InvariantCulture, $"outputs {string.Join(' ', network.Outputs)}\n")
            .Append(CultureInfo.InvariantCulture, $"an input spike adds {p.InputWeight}; ")
            .Append(CultureInfo.InvariantCulture, $"no potential stays below {p.MinPotential}; ")
            .Append(CultureInfo.InvariantCulture, $"one integer is {program.Metadata[RispDecoder.UnitFact]}")
            .Append(program.Metadata["risp.exact"] == "yes" ? "\n\n" : ", to which numbers are rounded\n\n");
        ILookup<int, RispEdge> edges = network.Edges.ToLookup(e => e.From);
        foreach (RispNode node in network.Nodes)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"neuron {node.Id}: spikes {(p.ThresholdInclusive ? "from" : "above")} {node.Threshold}")
                .Append(node.Leaks ? ", leaks" : "").Append(edges.Contains(node.Id) ? " ->" : "");
            foreach (RispEdge edge in edges[node.Id])
                text.Append(CultureInfo.InvariantCulture, $" {edge.To} ({edge.Weight} after {edge.Delay})");
            text.Append('\n');
        }
        return text.ToString();
    }
}
