using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;

namespace Neuro.Emulator.Ilgpu.Emit;

/// <summary>
/// Emits a program's micro-programs as structs that kernels take as type arguments. They go through the bytes of an assembly,
/// since ILGPU reads methods from loaded assemblies only.
/// </summary>
internal static class ProgramEmitter
{
    private const TypeAttributes Struct =
        TypeAttributes.Public | TypeAttributes.SequentialLayout | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit;

    private const MethodAttributes Implementation =
        MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig
        | MethodAttributes.NewSlot;

    // The name by which the kernels let emitted code reach into them.
    private const string SimpleName = "Neuro.Emulator.Ilgpu.Emitted";

    // A part of a version has 16 bits, less one.
    private const int VersionParts = ushort.MaxValue;

    private static int _assemblies;

    /// <summary>Emits <paramref name="program"/> for threads that add as <paramref name="adder"/> does.</summary>
    /// <param name="program">The program, verified.</param>
    /// <param name="addresses">Where each population's arrays lie; null for inputs.</param>
    /// <param name="adder">An <see cref="IAdder"/>.</param>
    public static EmittedProgram Emit(SpikeProgram program, IReadOnlyList<NeuronAddresses?> addresses, Type adder)
    {
        // What refers to an assembly by name and version, as ILGPU's launchers do, shall not meet two.
        int number = Interlocked.Increment(ref _assemblies);
        AssemblyName name = new(SimpleName) { Version = new(1, number / VersionParts, number % VersionParts) };
        PersistedAssemblyBuilder assembly = new(name, typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule(SimpleName);
        CompiledProgram compiled = CompiledProgram.Of(program);
        TypeBuilder?[] neurons =
            [.. addresses.Select((a, i) => a is null ? null : EmitNeuron(module, compiled.Analyse(i), i, a))];
        EmitNetwork(module, neurons, adder);
        using MemoryStream bytes = new();
        assembly.Save(bytes);
        bytes.Position = 0;
        // Collected with the last session of the program.
        AssemblyLoadContext context = new(program.Name, isCollectible: true);
        Assembly loaded = context.LoadFromStream(bytes);
        return new(
            loaded.GetType(NetworkName, throwOnError: true)!,
            [.. neurons.Select((n, i) => n is null ? null : loaded.GetType(NeuronName(i), throwOnError: true))],
            adder);
    }

    private const string NetworkName = "Network";

    private static string NeuronName(int population) => $"Neuron{population}";

    private static TypeBuilder EmitNeuron(ModuleBuilder module, BodyAnalysis body, int population, NeuronAddresses addresses)
    {
        TypeBuilder type = module.DefineType(NeuronName(population), Struct, typeof(ValueType), [typeof(INeuron)]);
        MethodBuilder step = Implement(type, typeof(INeuron).GetMethod(nameof(INeuron.Step))!);
        step.SetImplementationFlags(MethodImplAttributes.AggressiveInlining);
        new NeuronEmitter(body, addresses, step.GetILGenerator()).Emit();
        type.CreateType();
        return type;
    }

    // void Step(ref Machine m, int population, …): a switch over the populations, each with a loop of its own.
    private static void EmitNetwork(ModuleBuilder module, TypeBuilder?[] neurons, Type adder)
    {
        TypeBuilder type = module.DefineType(NetworkName, Struct, typeof(ValueType), [typeof(INetwork)]);
        ILGenerator il = Implement(type, typeof(INetwork).GetMethod(nameof(INetwork.Step))!).GetILGenerator();
        Label[] labels = [.. neurons.Select(_ => il.DefineLabel())];
        il.Emit(Cil.Ldarg_2);
        il.Emit(Cil.Switch, labels);
        il.Emit(Cil.Ret);
        for (int i = 0; i < neurons.Length; i++)
        {
            il.MarkLabel(labels[i]);
            if (neurons[i] is { } neuron)
            {
                for (short argument = 1; argument <= 6; argument++)
                    il.Emit(Cil.Ldarg, argument);
                il.Emit(Cil.Call, typeof(Stepper).GetMethod(nameof(Stepper.Run))!.MakeGenericMethod(neuron, adder));
            }
            il.Emit(Cil.Ret);
        }
        type.CreateType();
    }

    private static MethodBuilder Implement(TypeBuilder type, MethodInfo declaration)
    {
        Type[] parameters = [.. declaration.GetParameters().Select(p => p.ParameterType)];
        MethodBuilder method = type.DefineMethod(declaration.Name, Implementation, declaration.ReturnType, parameters);
        type.DefineMethodOverride(method, declaration);
        return method;
    }
}
