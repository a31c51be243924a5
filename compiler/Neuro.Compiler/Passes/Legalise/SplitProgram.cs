using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Passes;

/// <summary>A program whose populations are being split: phases have room for relays in between.</summary>
internal sealed class SplitProgram
{
    private const string RelayName = "relay.split";

    private readonly SpikeProgram _program;

    /// <summary>Splits <paramref name="program"/>.</summary>
    public SplitProgram(SpikeProgram program)
    {
        _program = program;
        // Inputs stay in phase 0; a population of phase p is now in 2p + 1, and what it hears through relays is in 2p.
        Populations = [.. program.Populations.Select(p => p.IsInput ? p : p with { Phase = (2 * p.Phase) + 1 })];
        (Projections, Arrays) = ([.. program.Projections], [.. program.Arrays]);
    }

    /// <summary>The populations so far.</summary>
    public List<Population> Populations { get; }

    /// <summary>The projections so far.</summary>
    public List<Projection> Projections { get; }

    /// <summary>The arrays so far.</summary>
    public List<IrArray> Arrays { get; }

    /// <summary>Adds a population of relays, which pass the sums of a tick on. It comes last, because the order of populations
    /// numbers them for the random generator.</summary>
    public Population AddRelay(string name, Population like, int phase)
    {
        Population relay = new() { Name = name, Shape = like.Shape, Neuron = RelayName, Phase = phase, Origin = like.Origin };
        Populations.Add(relay);
        return relay;
    }

    /// <summary>The program so far.</summary>
    public SpikeProgram Build()
    {
        bool relays = Populations.Exists(p => p.Neuron == RelayName);
        SpikeProgram split = _program with { Populations = [.. Populations], Projections = [.. Projections] };
        // What projections that were cut up held.
        HashSet<string> unused = [.. ArrayReferences.Of(_program).Except(ArrayReferences.Of(split))];
        ImmutableArray<MicroProgram> neurons = _program.Neurons;
        if (relays && neurons.All(n => n.Name != RelayName))
            neurons = neurons.Add(new RelayTemplate().Expand(RelayName));
        return split with { Arrays = [.. Arrays.Where(a => !unused.Contains(a.Name))], Neurons = neurons };
    }
}
