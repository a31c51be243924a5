namespace Neuro.Compiler.Frontends.Network.Topology;

/// <summary>Which source neuron reaches which target neuron.</summary>
/// <param name="Sources">Size of the source.</param>
/// <param name="Targets">Size of the target.</param>
/// <param name="Form">How it is stored.</param>
internal sealed record Wiring(int Sources, int Targets, WiringForm Form)
{
    /// <summary>For <see cref="WiringForm.Sparse"/>: offsets of the sources' synapses, [sources + 1].</summary>
    public int[] Rows { get; init; } = [];

    /// <summary>For <see cref="WiringForm.Sparse"/>: targets, ascending within a source.</summary>
    public int[] Columns { get; init; } = [];

    /// <summary>For lists of synapses: where each stood in the list; null where it was made in order.</summary>
    public int[]? Order { get; init; }

    /// <summary>Number of synapses.</summary>
    public int Count => Form switch
    {
        WiringForm.Dense => Sources * Targets,
        WiringForm.OneToOne => Sources,
        _ => Columns.Length,
    };

    /// <summary>Source and target of each synapse, in order.</summary>
    public IEnumerable<(int Source, int Target)> Synapses()
    {
        for (int i = 0; i < Sources; i++)
        {
            if (Form == WiringForm.OneToOne)
            {
                yield return (i, i);
                continue;
            }
            (int first, int end) = Form == WiringForm.Dense ? (0, Targets) : (Rows[i], Rows[i + 1]);
            for (int k = first; k < end; k++) yield return (i, Form == WiringForm.Dense ? k : Columns[k]);
        }
    }
}
