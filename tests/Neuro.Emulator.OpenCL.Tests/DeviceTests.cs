using Neuro.Emulator.OpenCL.Generation;
using Neuro.Emulator.OpenCL.Native;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;
using Silk.NET.OpenCL;

namespace Neuro.Emulator.OpenCL.Tests;

/// <summary>What a driver refuses is said; what is made is given back; what is built is kept.</summary>
public sealed class DeviceTests
{
    private const string Options = "-cl-std=CL1.2";
    private const string Source = "__kernel void one(__global int *a) { a[0] = 1; }";

    [Fact]
    public void A_kernel_that_does_not_compile_fails_with_the_line_and_the_compilers_words()
    {
        using DeviceContext context = new(Device.First);
        DeviceException e = Assert.Throws<DeviceException>(
            () => context.Build("__kernel void one(__global int *a) {\n  a[0] = nothing;\n}", Options));
        Assert.Equal(DeviceFailure.KernelBuild, e.Failure);
        Assert.Contains(":2:", e.Detail, StringComparison.Ordinal);
        Assert.Contains("nothing", e.Detail, StringComparison.Ordinal);
        Assert.StartsWith("opencl:0 (", e.Device, StringComparison.Ordinal);
        Assert.Equal(0, context.LiveObjects);
    }

    [Fact]
    public void A_buffer_larger_than_the_device_takes_is_out_of_memory_and_says_whose()
    {
        using DeviceContext context = new(Device.First);
        DeviceException e = Assert.Throws<DeviceException>(() => context.CreateBuffer(1L << 60, "states and events"));
        Assert.Equal(DeviceFailure.OutOfMemory, e.Failure);
        Assert.Contains("states and events", e.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorCodes.MemObjectAllocationFailure, false, DeviceFailure.OutOfMemory)]
    [InlineData(ErrorCodes.OutOfHostMemory, false, DeviceFailure.OutOfMemory)]
    [InlineData(ErrorCodes.OutOfResources, false, DeviceFailure.OutOfMemory)]
    [InlineData(ErrorCodes.OutOfResources, true, DeviceFailure.Lost)]
    [InlineData(ErrorCodes.DeviceNotAvailable, false, DeviceFailure.Lost)]
    [InlineData(ErrorCodes.CompilerNotAvailable, false, DeviceFailure.KernelBuild)]
    public void An_error_of_the_driver_says_what_failed_and_what_was_asked(ErrorCodes error, bool waits, DeviceFailure failure)
    {
        using DeviceContext context = new(Device.First);
        DeviceException e = Assert.Throws<DeviceException>(() => context.Check((int)error, "clFinish", waits));
        Assert.Equal(failure, e.Failure);
        Assert.Equal($"clFinish: {error} ({(int)error})", e.Detail);
    }

    [Fact]
    public void A_batch_that_does_not_fit_leaves_nothing_behind()
    {
        using DeviceContext context = new(Device.First);
        (DeviceProgram lowered, BuiltProgram built) = Build(context, RandomProgram.Generate(3));
        int before = context.LiveObjects;
        int slots = (int)Math.Min(int.MaxValue / 64, (context.Device.MemoryBytes >> 3) / Math.Max(1, lowered.Slot.Ints));
        DeviceException e = Assert.Throws<DeviceException>(
            () => new OpenCLSession(context, lowered.Program, lowered, built, Math.Max(slots, 1 << 24)));
        Assert.Equal(DeviceFailure.OutOfMemory, e.Failure);
        Assert.Equal(before, context.LiveObjects);
        GC.KeepAlive(built);
    }

    [Fact]
    public void A_session_gives_back_all_that_it_made()
    {
        using DeviceContext context = new(Device.First);
        SpikeProgram program = RandomProgram.Generate(1, crossbars: 0.5);
        (DeviceProgram lowered, BuiltProgram built) = Build(context, program);
        int before = context.LiveObjects;
        for (int i = 0; i < 3; i++)
        {
            using OpenCLSession session = new(context, program, lowered, built, 2);
            Execution.Whole(session, RandomProgram.Input(program, 1, 2, 5), 5);
            Assert.True(context.LiveObjects > before);
        }
        Assert.Equal(before, context.LiveObjects);
        GC.KeepAlive(built);
    }

    [Fact]
    public void A_built_program_is_taken_from_disk_and_damaged_or_foreign_entries_are_built_anew()
    {
        using ScratchFolder folder = new();
        using DeviceContext context = new(Device.First);
        ProgramCache cache = new(folder.Path) { KeepsAlways = true };
        string file = cache.FileOf(context, Source, Options);
        void Build(int hits)
        {
            nint program = cache.Build(context, Source, Options);
            Assert.Equal(hits, cache.Hits);
            context.Release(context.CreateKernel(program, "one"), context.Api.ReleaseKernel);
            context.Release(program, context.Api.ReleaseProgram);
            Assert.Equal(0, context.LiveObjects);
        }
        Build(hits: 0);
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        Build(hits: 1);
        byte[] entry = File.ReadAllBytes(file);
        byte[] damaged = [.. entry];
        damaged[^1] ^= 1;
        File.WriteAllBytes(file, damaged);
        Build(hits: 1);
        File.WriteAllBytes(file, entry[..20]);
        Build(hits: 1);
        Assert.Equal(entry.Length, new FileInfo(file).Length);
        // Another source, options or device are other entries.
        Assert.NotEqual(file, cache.FileOf(context, Source + " ", Options));
        Assert.NotEqual(file, cache.FileOf(context, Source, Options + " -w"));
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_made_costs_only_the_building()
    {
        using ScratchFolder folder = new();
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        using DeviceContext context = new(Device.First);
        ProgramCache cache = new(file) { KeepsAlways = true };
        context.Release(cache.Build(context, Source, Options), context.Api.ReleaseProgram);
        Assert.Equal(0, cache.Hits);
    }

    [Fact]
    public void A_device_is_listed_at_its_index_with_its_driver()
    {
        ComputeDevice device = Device.First;
        Assert.Equal(0, device.Index);
        Assert.NotEmpty(device.Name);
        Assert.Contains("OpenCL", device.Driver, StringComparison.Ordinal);
        Assert.True(device.MemoryBytes > 0 && device.LargestBufferBytes > 0 && device.ComputeUnits > 0);
        Assert.Null(new OpenCLBackendProvider().Missing);
        Assert.Contains(device.Name, new OpenCLBackendProvider().Create(device).Description, StringComparison.Ordinal);
    }

    private static (DeviceProgram Lowered, BuiltProgram Built) Build(DeviceContext context, SpikeProgram program)
    {
        DeviceProgram lowered =
            ProgramGenerator.Generate(program, ProgramVerifier.ThrowIfInvalid(program), ExecutionStyle.OneOwner);
        return (lowered, new(context, context.Build(lowered.Source, Options + " -w -cl-opt-disable")));
    }
}
