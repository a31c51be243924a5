namespace Neuro.Benchmarks.Contenders;

/// <summary>PyTorch's step loop running W2.</summary>
/// <param name="threads">Threads that it uses.</param>
/// <param name="data">The file with the network.</param>
internal sealed class TorchContender(int threads, string data)
    : PythonContender("torch", threads, "torch_w2.py", data, $"{threads}")
{
    /// <inheritdoc/>
    protected override Measurement Read(double seconds, string number) => new(seconds, long.Parse(number), null);
}
