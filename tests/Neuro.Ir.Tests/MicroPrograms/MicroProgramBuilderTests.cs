namespace Neuro.Ir.Tests.MicroPrograms;

public sealed class MicroProgramBuilderTests
{
    [Fact]
    public void Leaves_are_read_once_just_before_their_first_use()
    {
        MicroProgramBuilder b = new("n");
        Value v = b.State("v", 24);
        Value x = b.Accumulator("x");
        Value sum = b.Add(x, v, "sum");
        b.Store("v", b.Sat(b.Add(sum, x), 24));
        MicroProgram program = b.Build();

        Assert.Equal(["x", "v", "sum", "t0", "t1", ""], program.Body.Select(i => i.Name));
        Assert.Equal([2, 0], program.Body[3].Operands);
    }

    [Fact]
    public void Constants_of_one_value_are_one_instruction()
    {
        MicroProgramBuilder b = new("n");
        b.Emit(b.Select(b.Gt(b.Accumulator("x"), 3), 3, -3));
        Assert.Equal(["x", "3", "t0", "-3", "t1", ""], b.Build().Body.Select(i => i.Name));
    }

    [Fact]
    public void A_name_used_twice_is_refused()
    {
        MicroProgramBuilder b = new("n");
        b.State("v", 24);
        Assert.Throws<InvalidOperationException>(() => b.Add(1, 2, "v"));
        Assert.Throws<InvalidOperationException>(() => b.Param("v"));
    }

    [Fact]
    public void Storing_an_undeclared_state_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new MicroProgramBuilder("n").Store("v", 1));
}
