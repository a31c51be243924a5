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
    /// <param name="image">Where everything lies.</param>
    /// <param name="adder">An <see cref="IAdder"/>.</param>
    public static EmittedProgram Emit(SpikeProgram program, ProgramImage image, Type adder)
    {
        // What refers to an assembly by name and version, as ILGPU's launchers do, shall not meet two.
        int number = Interlocked.Increment(ref _assemblies);
        AssemblyName name = new(SimpleName) { Version = new(1, number / VersionParts, number % VersionParts) };
        PersistedAssemblyBuilder assembly = new(name, typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule(SimpleName);
        CompiledProgram compiled = CompiledProgram.Of(program);
        TypeBuilder?[] neurons =
        [
            .. image.Populations.Select((p, i) =>
                p.Addresses is { } addresses ? EmitNeuron(module, compiled.Analyse(i), i, addresses) : null),
        ];
        TypeBuilder[] rules =
        [
            .. image.Plasticities.SelectMany(p => p.Rules.Select((addresses, i) =>
                EmitRule(module, RuleBodies.Of(compiled, p.Definition, i), p.FirstStep + i, addresses))),
        ];
        EmitNetwork(module, neurons, rules, adder);
        using MemoryStream bytes = new();
        assembly.Save(bytes);
        bytes.Position = 0;
        // Collected with the last session of the program.
        AssemblyLoadContext context = new(program.Name, isCollectible: true);
        Assembly loaded = context.LoadFromStream(bytes);
        return new(
            loaded.GetType(NetworkName, throwOnError: true)!,
            [.. neurons.Select((n, i) => n is null ? null : loaded.GetType(NeuronName(i), throwOnError: true))],
            adder,
            [.. rules.Select((_, i) => loaded.GetType(RuleName(i), throwOnError: true)!)]);
    }

    private const string NetworkName = "Network";

    private static string NeuronName(int population) => $"Neuron{population}";

    private static string RuleName(int step) => $"Rule{step}";

    private static TypeBuilder EmitNeuron(ModuleBuilder module, BodyAnalysis body, int population, NeuronAddresses addresses)
    {
        TypeBuilder type = module.DefineType(NeuronName(population), Struct, typeof(ValueType), [typeof(INeuron)]);
        MethodBuilder step = Implement(type, typeof(INeuron).GetMethod(nameof(INeuron.Step))!);
        step.SetImplementationFlags(MethodImplAttributes.AggressiveInlining);
        new NeuronEmitter(body, addresses, step.GetILGenerator()).Emit();
        type.CreateType();
        return type;
    }

    private static TypeBuilder EmitRule(ModuleBuilder module, BodyAnalysis body, int step, RuleAddresses addresses)
    {
        TypeBuilder type = module.DefineType(RuleName(step), Struct, typeof(ValueType), [typeof(IRule)]);
        MethodBuilder method = Implement(type, typeof(IRule).GetMethod(nameof(IRule.Step))!);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveInlining);
        new RuleEmitter(body, addresses, method.GetILGenerator()).Emit();
        type.CreateType();
        return type;
    }

    private static void EmitNetwork(ModuleBuilder module, TypeBuilder?[] neurons, TypeBuilder[] rules, Type adder)
    {
        TypeBuilder type = module.DefineType(NetworkName, Struct, typeof(ValueType), [typeof(INetwork)]);
        EmitSwitch(type, nameof(INetwork.Step), typeof(Stepper).GetMethod(nameof(Stepper.Run))!, neurons, adder);
        EmitSwitch(type, nameof(INetwork.Rule), typeof(Plasticities).GetMethod(nameof(Plasticities.Run))!, rules, adder);
        ILGenerator il = Implement(type, typeof(INetwork).GetMethod(nameof(INetwork.Learn))!).GetILGenerator();
        if (rules.Length > 0)
            Forward(il, typeof(Plasticities).GetMethod(nameof(Plasticities.RunAll))!.MakeGenericMethod(type));
        il.Emit(Cil.Ret);
        type.CreateType();
    }

    // void Step(ref Machine m, int population, …): a switch over the populations, each with a loop of its own; rules likewise.
    private static void EmitSwitch(TypeBuilder type, string name, MethodInfo loop, TypeBuilder?[] cases, Type adder)
    {
        ILGenerator il = Implement(type, typeof(INetwork).GetMethod(name)!).GetILGenerator();
        Label[] labels = [.. cases.Select(_ => il.DefineLabel())];
        if (cases.Length > 0)
        {
            il.Emit(Cil.Ldarg_2);
            il.Emit(Cil.Switch, labels);
        }
        il.Emit(Cil.Ret);
        for (int i = 0; i < cases.Length; i++)
        {
            il.MarkLabel(labels[i]);
            if (cases[i] is { } body)
                Forward(il, loop.MakeGenericMethod(body, adder));
            il.Emit(Cil.Ret);
        }
    }

    // Calls a method with the six arguments after the struct.
    private static void Forward(ILGenerator il, MethodInfo method)
    {
        for (short argument = 1; argument <= 6; argument++)
            il.Emit(Cil.Ldarg, argument);
        il.Emit(Cil.Call, method);
    }

    private static MethodBuilder Implement(TypeBuilder type, MethodInfo declaration)
    {
        Type[] parameters = [.. declaration.GetParameters().Select(p => p.ParameterType)];
        MethodBuilder method = type.DefineMethod(declaration.Name, Implementation, declaration.ReturnType, parameters);
        type.DefineMethodOverride(method, declaration);
        return method;
    }
}
