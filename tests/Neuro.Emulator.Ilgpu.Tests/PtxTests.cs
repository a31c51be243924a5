#if ILGPU_PACKAGE
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Neuro.Emulator.Ilgpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir;
using Neuro.Testing.Programs;
#endif

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>Every kernel becomes PTX, for which no GPU is needed. With NEURO_PTX, a folder, it is kept there.</summary>
public sealed class PtxTests
{
#if ILGPU_PACKAGE
    private const int Programs = 6;

    [Theory]
    [InlineData(8, 0)]
    [InlineData(9, 0)]
    public void Every_kernel_becomes_PTX(int major, int minor)
    {
        using Context context = Context.Create(builder => builder.DefaultCPU());
        CudaArchitecture architecture = new(major, minor);
        using PTXBackend backend = new(
            context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_78, nvvmAPI: null);
        HashSet<string> seen = [];
        for (int seed = 0; seed < Programs; seed++)
        {
            // Programs that learn take turns with programs that are read from crossbars.
            bool learns = seed % 2 == 1;
            SpikeProgram program =
                RandomProgram.Generate(seed, largest: 16, crossbars: learns ? 0 : 0.5, learning: learns ? 0.9 : 0);
            foreach (MethodInfo kernel in Kernels(program))
            {
                // What does not depend on the program is compiled once.
                bool emitted = kernel.GetGenericArguments().Any(t => t.Assembly.IsCollectible);
                if (!emitted && !seen.Add(kernel.Name))
                    continue;
                string ptx = Compile(backend, kernel);
                // ILGPU names the least architecture whose features it uses; drivers compile that for newer ones.
                Assert.Contains(".target sm_80", ptx, StringComparison.Ordinal);
                Assert.Contains(".entry", ptx, StringComparison.Ordinal);
                if (Environment.GetEnvironmentVariable("NEURO_PTX") is { Length: > 0 } folder)
                    File.WriteAllText(Path.Combine(folder, $"{kernel.Name}-{seed}-{seen.Count}-sm{major}{minor}.ptx"), ptx);
                seen.Add(kernel.Name);
            }
        }
        Assert.Equal(16, seen.Count);
    }

    private static string Compile(PTXBackend backend, MethodInfo kernel)
    {
        EntryPointDescription entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return Assert.IsType<PTXCompiledKernel>(backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly;
    }

    private static IEnumerable<MethodInfo> Kernels(SpikeProgram program)
    {
        ProgramImage image = new(program, slots: 2);
        EmittedProgram emitted = ProgramEmitter.Emit(program, image, typeof(SharedAdder));
        Type adder = emitted.Adder;
        yield return Launcher.EntryPoint(nameof(EntryPoints.RunTicks), emitted.Network, adder);
        foreach (Type neuron in emitted.Neurons.OfType<Type>())
            yield return Launcher.EntryPoint(nameof(EntryPoints.Step), neuron, adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.Begin));
        yield return Launcher.EntryPoint(nameof(EntryPoints.Place));
        yield return Launcher.EntryPoint(nameof(EntryPoints.End), adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.Deliver), adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.Pack), adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.DeliverBits), adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.Read), adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.Finish), adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.Reduce), adder);
        if (emitted.Rules.Count == 0)
            yield break;
        yield return Launcher.EntryPoint(nameof(EntryPoints.EndSample), emitted.Network);
        foreach (Type rule in emitted.Rules)
            yield return Launcher.EntryPoint(nameof(EntryPoints.Rule), rule, adder);
        yield return Launcher.EntryPoint(nameof(EntryPoints.BeginRules));
        yield return Launcher.EntryPoint(nameof(EntryPoints.Combine));
        yield return Launcher.EntryPoint(nameof(EntryPoints.EndRules));
    }
#else
    [Fact]
    public void Every_kernel_becomes_PTX() =>
        Assert.Skip("the stand-in compiles no PTX; build with -p:IlgpuAssembly=path/ILGPU.dll, or where a registry has ILGPU");
#endif
}
