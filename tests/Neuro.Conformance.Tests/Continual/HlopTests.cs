using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Continual;

/// <summary>Five tasks of permuted digits, one after the other: what is learned later leaves what was learned earlier.</summary>
public class HlopTests
{
    private const int Tasks = 5;

    [Fact]
    public void Projection_out_of_earlier_subspaces_keeps_what_was_learned()
    {
        (double average, double transfer) = Run(project: true);
        (double plainAverage, double plainTransfer) = Run(project: false);
        string figures = $"with projection {average:F3} and {transfer:F3}, without {plainAverage:F3} and {plainTransfer:F3}";
        TestContext.Current.SendDiagnosticMessage(figures);
        Assert.True(average >= 0.87 && transfer >= -0.03, figures);
        Assert.True(plainAverage <= 0.83 && plainTransfer is > -0.14 and < -0.05, figures);
    }

    /// <summary>The average accuracy over all tasks at the end, and what tasks gained (or lost, below 0) since they were
    /// learned: Lopez-Paz and Ranzato, 2017.</summary>
    private static (double Average, double BackwardTransfer) Run(bool project)
    {
        HlopNetwork network = new(hidden: 300, inputRows: 60, hiddenRows: 30, project);
        AnalogDataset train = Mnist("train3750", 3750);
        AnalogDataset test = Mnist("test5000", 1000);
        double[,] accuracy = new double[Tasks, Tasks];
        for (int task = 0; task < Tasks; task++)
        {
            network.Learn(Permuted(train, task), train.Labels!);
            for (int earlier = 0; earlier <= task; earlier++)
                accuracy[task, earlier] = network.Right(Permuted(test, earlier), test.Labels!) / (double)test.Count;
        }
        double average = Enumerable.Range(0, Tasks).Average(t => accuracy[Tasks - 1, t]);
        double transfer = Enumerable.Range(0, Tasks - 1).Average(t => accuracy[Tasks - 1, t] - accuracy[t, t]);
        return (average, transfer);
    }

    private static AnalogDataset Mnist(string part, int images) =>
        AnalogDataset.Open(ReferenceData.Path($"mnist/{part}-images-idx3-ubyte.gz"), DataOptions.Default)
            .Select([.. Enumerable.Range(0, images)]);

    /// <summary>The images with their pixels in a task's own order, as one graded event a pixel.</summary>
    private static SpikeTrain[] Permuted(AnalogDataset data, int task)
    {
        int[] order = [.. Enumerable.Range(0, data.Size)];
        new Random(task).Shuffle(order);
        SpikeTrain[] trains = new SpikeTrain[data.Count];
        int[] payloads = new int[data.Size];
        for (int i = 0; i < trains.Length; i++)
        {
            double[] pixels = data[i];
            for (int p = 0; p < payloads.Length; p++)
                payloads[p] = (int)(pixels[order[p]] * HlopNetwork.LargestInput);
            trains[i] = SpikeTrain.FromDense(payloads, 1, payloads.Length);
        }
        return trains;
    }
}
