using System.Diagnostics;

namespace Neuro.Emulator.Tests.Cpu;

public class InstructionSetTests
{
    /// <summary>Runs <see cref="KernelTests"/> again in a process whose runtime is told that the
    /// processor has less than it has.</summary>
    [Theory]
    [InlineData("EnableAVX512")]
    [InlineData("EnableAVX2")]
    [InlineData("EnableHWIntrinsic")]
    public void Kernels_are_right_on_processors_without(string instructions)
    {
        ProcessStartInfo start = new("dotnet", [typeof(KernelTests).Assembly.Location, "-class", typeof(KernelTests).FullName!])
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
