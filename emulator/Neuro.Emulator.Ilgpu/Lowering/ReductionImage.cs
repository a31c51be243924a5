using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A reduction in a device's memory.</summary>
internal static class ReductionImage
{
    /// <summary>The descriptor of <paramref name="reduction"/>.</summary>
    public static long[] Lay(
        DeviceImage image, SpikeProgram program, Reduction reduction, PopulationImage source, PopulationImage target)
    {
        MicroProgram micro = program.Neuron(target.Definition.Neuron!);
        long[] fields = new long[ReductionField.Fields];
        fields[ReductionField.Kind] = (long)reduction.Kind;
        fields[ReductionField.State] = source.Addresses!.States[reduction.State];
        fields[ReductionField.Source] = source.Ordinal;
        fields[ReductionField.Target] = target.Ordinal;
        fields[ReductionField.Sums] = target.Addresses!.Sums[reduction.Port];
        fields[ReductionField.Wide] = micro.Accumulators.Single(a => a.Name == reduction.Port).Bits == 64 ? 1 : 0;
        fields[ReductionField.Group] = reduction.Group == 0 ? source.Definition.Size : reduction.Group;
        fields[ReductionField.Count] = reduction.Count;
        fields[ReductionField.Fraction] = reduction.FractionBits;
        fields[ReductionField.Floor] = reduction.Floor;
        fields[ReductionField.Powers] =
            reduction.Kind == ReductionKind.Softmax ? image.Constants.Add(SoftmaxTable.Elements.ToArray()) : -1;
        return fields;
    }
}
