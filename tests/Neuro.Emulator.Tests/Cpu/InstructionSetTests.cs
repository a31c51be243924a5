using System.Diagnostics;

namespace Neuro.Emulator.Tests.Cpu;

public class InstructionSetTests
{
    /// <summary>Runs <see cref="KernelTests"/> and <see cref="CrossbarKernelTests"/> again in a process whose runtime is told
    /// that the processor has less than it has.</summary>
    [Theory]
    [InlineData("EnableAVX512")]
    [InlineData("EnableAVX2")]
    [InlineData("EnableHWIntrinsic")]
    public void Kernels_are_right_on_processors_without(string instructions)
    {
        string[] classes = ["-class", typeof(KernelTests).FullName!, "-class", typeof(CrossbarKernelTests).FullName!];
        ProcessStartInfo start = new("dotnet", [typeof(KernelTests).Assembly.Location, .. classes])
        {
            RedirectStandardOutput = true,
            Environment = { [$"DOTNET_{instructions}"] = "0" },
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
