using System.Runtime.CompilerServices;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>What gathers and ranks make of the values of synapses: a thread takes one group after the other.</summary>
internal static class SynapseGroups
{
    /// <summary>Combines the values of step number <paramref name="number"/>, which is a gather or a rank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(ref Machine m, int number, int slot, int lane, int lanes)
    {
        long step = Plasticities.Step(ref m, number);
        long p = Plasticities.At(ref m, m.Table[step + StepField.Plasticity]);
        int groups = (int)m.Table[step + StepField.Groups];
        bool ranks = m.Table[step + StepField.Kind] == (int)StepKind.Rank;
        for (int g = lane; g < groups; g += lanes)
        {
            if (ranks)
                Rank(ref m, p, step, slot, g);
            else
                m.States[m.Table[step + StepField.Into] + (long)slot * groups + g] = Gather(ref m, p, step, slot, g);
        }
    }

    private static int Gather(ref Machine m, long p, long step, int slot, int g)
    {
        long values = FirstOf(ref m, p, m.Table[p + PlasticityField.Values], slot);
        long sum = 0;
        int largest = int.MinValue;
        int smallest = int.MaxValue;
        int place = -1;
        int group = (int)m.Table[step + StepField.Group];
        int count = Count(ref m, p, group, g);
        for (int k = 0; k < count; k++)
        {
            int synapse = Member(ref m, p, group, g, k);
            if (!IsTriggered(ref m, p, step, slot, synapse))
                continue;
            int v = m.States[values + synapse];
            sum += v;
            smallest = v < smallest ? v : smallest;
            // Members ascend, so that the first of equals stays.
            place = place < 0 || v > largest ? synapse : place;
            largest = v > largest ? v : largest;
        }
        int operation = (int)m.Table[step + StepField.Gather];
        if (operation == (int)GatherOperation.ArgMax)
            return place;
        if (place < 0)
            return 0;
        if (operation == (int)GatherOperation.Sum)
            return (int)DeviceOps.Clamp(sum, int.MinValue, int.MaxValue);
        return operation == (int)GatherOperation.Max ? largest : smallest;
    }

    // The next largest is the largest of those that come after the last one.
    private static void Rank(ref Machine m, long p, long step, int slot, int g)
    {
        long values = FirstOf(ref m, p, m.Table[p + PlasticityField.Values], slot);
        long marks = FirstOf(ref m, p, m.Table[step + StepField.Into], slot);
        int group = (int)m.Table[step + StepField.Group];
        int count = Count(ref m, p, group, g);
        for (int k = 0; k < count; k++)
        {
            int synapse = Member(ref m, p, group, g, k);
            if (IsTriggered(ref m, p, step, slot, synapse))
                m.States[marks + synapse] = 0;
        }
        long last = long.MaxValue;
        int lastPlace = -1;
        for (long marked = 0; marked < m.Table[step + StepField.Count]; marked++)
        {
            long best = long.MinValue;
            int place = -1;
            for (int k = 0; k < count; k++)
            {
                int synapse = Member(ref m, p, group, g, k);
                long v = m.States[values + synapse];
                bool after = v < last || (v == last && synapse > lastPlace);
                if (after && v > best && IsTriggered(ref m, p, step, slot, synapse))
                {
                    best = v;
                    place = synapse;
                }
            }
            if (place < 0)
                return;
            m.States[marks + place] = 1;
            last = best;
            lastPlace = place;
        }
    }

    private static long FirstOf(ref Machine m, long p, long array, int slot) =>
        array + slot * m.Table[p + PlasticityField.Synapses];

    private static bool IsTriggered(ref Machine m, long p, long step, int slot, int synapse)
    {
        int source = Plasticities.Source(ref m, p, synapse);
        return Plasticities.IsTriggered(ref m, p, step, slot, source, Plasticities.Target(ref m, p, synapse, source));
    }

    /// <summary>How many synapses a group has.</summary>
    public static int Count(ref Machine m, long p, int group, int g)
    {
        if (group == (int)SynapseGroup.All)
            return (int)m.Table[p + PlasticityField.Synapses];
        bool pre = group == (int)SynapseGroup.Pre;
        long pointers = m.Table[p + (pre ? PlasticityField.Rows : PlasticityField.Columns)];
        if (pointers >= 0)
            return m.Constants[pointers + g + 1] - m.Constants[pointers + g];
        return (int)m.Table[p + (pre ? PlasticityField.LongestRow : PlasticityField.LongestColumn)];
    }

    /// <summary>Number <paramref name="k"/> of the synapses of a group, which ascend.</summary>
    public static int Member(ref Machine m, long p, int group, int g, int k)
    {
        if (group == (int)SynapseGroup.All)
            return k;
        long rows = m.Table[p + PlasticityField.Rows];
        if (group == (int)SynapseGroup.Pre)
            return k + (rows >= 0 ? m.Constants[rows + g] : g * (int)m.Table[p + PlasticityField.Width]);
        if (rows < 0)
            return k * Columns(ref m, p) + g;
        int first = m.Constants[m.Table[p + PlasticityField.Columns] + g];
        return m.Constants[m.Table[p + PlasticityField.ColumnSynapses] + first + k];
    }

    // Where rows have one width: as many targets as there are.
    private static int Columns(ref Machine m, long p) =>
        (int)m.Table[m.Table[p + PlasticityField.Target] * PopulationField.Count + PopulationField.Size];
}
